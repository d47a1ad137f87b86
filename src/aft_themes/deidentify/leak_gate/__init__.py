"""The leak gate: no known or found name may stand in anything that is shared."""
