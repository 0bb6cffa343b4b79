"""What words mean, for passages and questions alike; knows no store."""
