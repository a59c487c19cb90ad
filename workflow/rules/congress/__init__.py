"""What the law lets a workers' congress decide, count and show: values and arithmetic, no records."""
