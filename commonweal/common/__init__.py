"""Floor of the house: base model, errors, clock. Knows nothing of the field."""
