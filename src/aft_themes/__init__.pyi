from aft_themes.study import Study as Study

__all__ = ["Study"]
