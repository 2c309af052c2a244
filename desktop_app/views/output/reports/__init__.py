"""What leaves the program on paper: the overdue list, a call sheet, a person's file, a month's report; as PDF or printed.

``paper``     pages, their head and foot; what flows over them
``blocks``    headings, paragraphs, tables, room to write, charts: cut into the slices that flow
one module a report, each a function ``slices(paper, …) -> Iterable[Slice]``
``making``    a report into a PDF or onto a printer, off the UI thread
"""
