"""How well records agree with what a careful person wrote down: gold files, figures, and the errors by cause."""

from dragoman.evaluation.gold import GoldArticle, read_gold, read_records
from dragoman.evaluation.report import Error, Figures, Report, Share
from dragoman.evaluation.scoring import score

__all__ = ["Error", "Figures", "GoldArticle", "Report", "Share", "read_gold", "read_records", "score"]
