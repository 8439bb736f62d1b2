"""How a request comes to a witness and its answer back: HTTP, or files in a folder for a witness without a line.

The folder may lie on a disk that both see, or be carried to and fro; the same bytes travel both ways.
"""

import os
import urllib.error
import urllib.request
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from commonweal.audit.witness import LONGEST, Reply, Witness

PATIENCE = 5.0
"""Seconds that a witness may take to answer by HTTP."""


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A witness is asked where it was said to be, and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


def send(place: str, request: bytes) -> tuple[bytes, Reply | None]:
    """Put a request; returns the request that was answered and the answer, None where none came (yet)."""
    if place.startswith(("http://", "https://")):
        return request, _post(place, request)
    return _lay_down(Path(place), request)


def _post(address: str, request: bytes) -> Reply | None:
    opener = urllib.request.build_opener(_NoTurning, urllib.request.ProxyHandler({}))
    try:
        with opener.open(address.rstrip("/") + "/add-checkpoint", data=request, timeout=PATIENCE) as answer:
            return Reply(answer.status, answer.read(LONGEST).decode())
    except urllib.error.HTTPError as refused:
        with refused:
            return Reply(refused.code, refused.read(LONGEST).decode(errors="replace"))
    except (OSError, ValueError):
        return None


def _lay_down(folder: Path, request: bytes) -> tuple[bytes, Reply | None]:
    """The answer to the request that lies there, else lay down this one; an unanswered one stays until it is."""
    waiting, answer = folder / "request", folder / "reply"
    try:
        if waiting.exists() and answer.exists():
            asked, text = waiting.read_bytes(), answer.read_text(encoding="utf-8")
            head, _, body = text.partition("\n")
            digest, _, status = head.partition(" ")
            if digest == sha256(asked).hexdigest() and status.isdecimal():
                answer.unlink()
                waiting.unlink()
                return asked, Reply(int(status), body)
        if not waiting.exists():
            _put(waiting, request)
    except (OSError, ValueError):
        pass
    return request, None


def answer_folder(witness: Witness, folder: Path) -> bool:
    """Answer the request that lies in the folder, if one does that was not answered yet. For the witness."""
    waiting = folder / "request"
    if not waiting.exists():
        return False
    asked = waiting.read_bytes()[: LONGEST + 1]
    digest = sha256(asked).hexdigest()
    reply = folder / "reply"
    if reply.exists() and reply.read_text(encoding="utf-8").startswith(digest):
        return False
    said = witness.add_checkpoint(asked)
    _put(reply, f"{digest} {said.status}\n{said.text}".encode())
    return True


def _put(path: Path, content: bytes) -> None:
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(content)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)


def server(witness: Witness, port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """The witness on a port: POST add-checkpoint, GET last (the note cosigned last). `serve_forever` runs it."""

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint" or not length.isdecimal() or int(length[:9]) > LONGEST:
                self._answer(Reply(400, "POST add-checkpoint, at most 16,384 bytes\n"))
            else:
                self._answer(witness.add_checkpoint(self.rfile.read(int(length))))

        def do_GET(self) -> None:
            last = witness.last() if self.path == "/last" else ""
            self._answer(Reply(200, last) if last else Reply(404, "nothing here\n"))

        def _answer(self, reply: Reply) -> None:
            body = reply.text.encode()
            self.send_response(reply.status)
            kind = "text/x.tlog.size" if reply.status == 409 else "text/plain; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: what was cosigned stands in the folder."""

    return ThreadingHTTPServer((host, port), Handler)
