"""Who is away, and who looks after their people."""
