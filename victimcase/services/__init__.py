"""What a person can do: one function a use case, one transaction each."""
