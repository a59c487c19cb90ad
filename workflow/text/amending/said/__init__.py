"""What an amending decision can say and what it says it of: values that its readers and writers share."""
