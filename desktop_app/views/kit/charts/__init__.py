"""Charts that paint themselves: on a card in the window, in a picture, on the paper of a report.

``columns.ColumnChart``   columns over time, with the span before as a line of points
``bars.BarChart``         horizontal bars: one or two beside each other, or stacked, with a mark such as a limit
``chart.Chart``           what they have in common: ``title``, ``span``, ``paint(painter, rect, palette)``, ``height(width)``, ``table()``,
                          ``spots(rect)``, ``description()``
``picture``               ``picture(chart, width=720) -> QImage``: title, span and chart, light, at twice the size of the screen
``card.ChartCard``        a chart in the window: tool tips, keys, *Copy as picture*, *Show as table*

A chart knows nothing of widgets: ``chart.paint(painter, QRectF, theme.LIGHT)`` draws it anywhere. Lengths are pixels of a
screen of 96 to the inch: for paper, scale the painter first (``painter.scale(dpi / 96, dpi / 96)``). ``title`` and ``span`` are
not painted by it: whoever places the chart writes them in their own way.
"""
