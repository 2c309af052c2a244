"""Files in and out: lists that are read, exports that are written whole or not at all."""
