"""The report step: the tables of a run become files that people and programs can read.

`report.html` is one self-contained page without scripts or network, `report.md` a short version for a wiki,
`pain_points.csv`, `opportunities.csv` and `strengths.csv` the ranked lists for a spreadsheet, `insights.json`
everything for a program. No figure is computed here: each is read off the tables, or counted in them.
"""

from feedback_miner.report.write import write_reports

__all__ = ["write_reports"]
