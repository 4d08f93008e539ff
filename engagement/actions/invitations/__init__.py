"""What becomes of invitations: planned engagements, changes of them, and answers."""
