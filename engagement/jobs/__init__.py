"""What runs later: each job names one reading or action."""
