"""Tools of the project's developers: import contracts, proofs, diagrams. Not part of the running house."""
