"""The demonstration portal: pictures, articles, pages and letters, all invented.

The content knows no Django, reads no clock and touches no network: it is asked for as of a given day. Only `loading`
stores it.
"""
