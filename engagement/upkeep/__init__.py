"""What each saved change brings along by itself: history, trees, scope and months."""
