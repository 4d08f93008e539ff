"""Calendar files and mails with invitations (RFC 5545, 5546, 6047): bytes in, plain values out."""
