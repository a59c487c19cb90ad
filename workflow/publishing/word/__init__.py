"""Word files in and out: .docx to text with its numbers, changes and remarks, and text to .docx. Values only.

Reading needs nothing but the standard library, because the text commands read Word files too and start in a moment.
"""
