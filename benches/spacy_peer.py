"""CPU time of a pipeline of the shape of spaCy's small English one (tok2vec
96 wide and 4 deep, tagger, parser, ner; untrained weights) on one thread.

    spacy_peer.py FILE.jsonl ARTICLES WORDS
"""

import json
import sys
import time

import spacy
from spacy.tokens import Doc
from spacy.training import Example

TAGS = [f"T{i}" for i in range(50)]
RELATIONS = [f"r{i}" for i in range(45)]
TYPES = [f"E{i}" for i in range(18)]
ROUNDS = 3


def pipeline():
    nlp = spacy.blank("en")
    width, depth = 96, 4
    nlp.add_pipe("tok2vec", config={"model": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": width,
                  "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
                  "rows": [5000, 1000, 2500, 2500, 50, 50], "include_static_vectors": False},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width,
                   "depth": depth, "window_size": 1, "maxout_pieces": 3}}})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}
    tagger = nlp.add_pipe("tagger", config={"model": {
        "@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser = nlp.add_pipe("parser", config={"model": {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser",
        "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
        "nO": None, "tok2vec": listener}})
    ner = nlp.add_pipe("ner", config={"model": {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner",
        "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
        "nO": None, "tok2vec": listener}})
    for label in TAGS:
        tagger.add_label(label)
    for label in RELATIONS:
        parser.add_label(label)
    for label in TYPES:
        ner.add_label(label)
    words = ["Ministers", "met", "in", "Lima", "."]
    gold = Doc(nlp.vocab, words=words, tags=TAGS[:5], heads=[1, 1, 1, 2, 1],
               deps=["r1", "ROOT", "r2", "r3", "r4"], ents=["O", "O", "O", "B-E1", "O"])
    nlp.initialize(lambda: [Example(Doc(nlp.vocab, words=words), gold)])
    return nlp


def main():
    file, articles, most = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    nlp = pipeline()
    texts = []
    for line in open(file):
        doc = nlp.make_doc(json.loads(line)["text"])
        if len(doc) >= most and len(texts) < articles:
            texts.append(doc[:most].text)
    total = 0.0
    for text in texts:
        quickest = float("inf")
        for _ in range(ROUNDS):
            start = time.process_time()
            nlp(text)
            quickest = min(quickest, time.process_time() - start)
        total += quickest
    print(f"spaCy {spacy.__version__}: {len(texts) / total:.2f} articles/s")


main()
