// Passkeys: asks the device, puts its answer into the form and sends it. The form carries the options as data.
(() => {
  "use strict";
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) => {
    if (!buffer) return null;
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  function ready(form) {
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const list of [options.allowCredentials, options.excludeCredentials]) {
      (list || []).forEach((each) => { each.id = bytes(each.id); });
    }
    return options;
  }

  function said(credential) {
    const { response } = credential;
    const parts = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) parts[name] = text(response[name]);
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: parts, clientExtensionResults: {} };
  }

  function begin(form) {
    const note = form.querySelector("[data-passkey-note]");
    if (!window.PublicKeyCredential) {
      note.hidden = false;
      form.querySelector("button").disabled = true;
      return;
    }
    form.addEventListener("submit", async (event) => {
      if (form.elements.answer.value) return;
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      note.hidden = true;
      try {
        const publicKey = ready(form);
        const made = form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
        form.elements.answer.value = JSON.stringify(said(made));
        form.submit();
      } catch (_refusal) {
        note.hidden = false;
        button.disabled = false;
        button.textContent = button.dataset.words || button.textContent;
      }
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach(begin);
})();
