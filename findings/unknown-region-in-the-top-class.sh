#!/usr/bin/env bash
# Guessed: a region without a figure (NaN) is refused by ckwrap's k-means in one dimension as by jenkspy and ckmeans; jenkspy's predict() refuses it as fit() does, or gives
#   no class.
# Seen: ckwrap takes it: without it 0 to 3, 10 to 12 and 50 are three classes; with it two regions of 0 are a class each and all others, NaN with them, the third. jenkspy's
#   predict() has the highest class for it, and whatever lies beyond.
# Why it matters: one silent region empties the legend of the map, or is on it as the worst of all.
# Version: ckwrap 1.2.3, jenkspy 0.4.1, ckmeans 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with ckwrap==1.2.3 jenkspy==0.4.1 ckmeans==1.2.0 numpy==2.4.6 <<'PY'
import ckmeans
import ckwrap
import jenkspy
import numpy
from finding import told

farms = numpy.array([0, 0, 0, 1, 2, 3, 10, 11, 12, 50.0])
gap = numpy.append(farms, numpy.nan)


def refused(classify):
    try:
        return [int(label) for label in classify()]
    except ValueError as error:
        return type(error).__name__


classes = jenkspy.JenksNaturalBreaks(3)
classes.fit(farms)
seen = {"ckwrap": [refused(lambda: ckwrap.ckmeans(farms, 3).labels), refused(lambda: ckwrap.ckmeans(gap, 3).labels)],
        "ckmeans": refused(lambda: ckmeans.ckmeans(gap, 3)), "jenkspy, fit": refused(lambda: jenkspy.jenks_breaks(gap, n_classes=3)),
        "jenkspy, predict": refused(lambda: classes.predict([2, 12, numpy.nan]))}
told(["ckwrap", "jenkspy", "ckmeans"], "0 0 0 0 0 0 1 1 1 2, refused; refused; refused; 0 1 and refused", seen,
     {"ckwrap": [[0, 0, 0, 0, 0, 0, 1, 1, 1, 2], [0, 1] + [2] * 9], "ckmeans": "CkmeansError", "jenkspy, fit": "ValueError", "jenkspy, predict": [0, 1, 2]})
PY
