"""Teaches the second look, and writes `weights.bin`, `vocabulary.txt` and `cases.tsv` beside this file.

    cargo xtask lessons > lessons.jsonl
    python rules/second-look/learn.py lessons.jsonl all-MiniLM-L6-v2/

The second argument is a folder with `model.safetensors` and `tokenizer.json`. Needs jax, numpy, safetensors
and tokenizers. What the order of the bytes is, README.md tells; `src/lint/leaning/second_look/` reads them.
"""

import json
import sys
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

HERE = Path(__file__).parent
LAYERS, WIDTH, HEADS, MOST = 6, 384, 12, 128
# Words, places and the lowest layers stay as they came: they know English.
KEPT = 2
ROUNDS, RATE, WARM, DECAY, DROPPED = 2, 1e-4, 0.08, 0.01, 0.1
PIECES_A_STEP = 2048
HEAD_SCALE = 3.0
# Every so many authors of whom the set phrases know nothing, one is left out, to be judged by.
LEFT_OUT_FROM, LEFT_OUT_EVERY = 5, 12
# Rarer pieces of words are left out unless a lesson has them; rarity grows with the number.
COMMON = 12_000
CASES = 40


def base(folder):
    """The network as it came."""
    found = load_file(folder / "model.safetensors")
    take = lambda name: jnp.asarray(found[name])
    linear = lambda name: (take(name + ".weight").T, take(name + ".bias"))
    even = lambda name: (take(name + ".weight"), take(name + ".bias"))

    def layer(number):
        name = f"encoder.layer.{number}."
        parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
        parts |= {"o": "attention.output.dense", "i": "intermediate.dense", "f": "output.dense"}
        evens = {"l1": "attention.output.LayerNorm", "l2": "output.LayerNorm"}
        return {k: linear(name + v) for k, v in parts.items()} | {k: even(name + v) for k, v in evens.items()}

    return {
        "words": take("embeddings.word_embeddings.weight"),
        "places": take("embeddings.position_embeddings.weight") + take("embeddings.token_type_embeddings.weight")[0],
        "even": even("embeddings.LayerNorm"),
        "layers": [layer(n) for n in range(LAYERS)],
        "head": (jnp.zeros(2 * WIDTH), jnp.zeros(())),
    }


def evened(x, by):
    x = x - x.mean(-1, keepdims=True)
    return x / jnp.sqrt((x**2).mean(-1, keepdims=True) + 1e-12) * by[0] + by[1]


def attended(x, layer, hidden):
    texts, pieces, _ = x.shape
    split = lambda w: (x @ w[0] + w[1]).reshape(texts, pieces, HEADS, -1).transpose(0, 2, 1, 3)
    q, k, v = (split(layer[name]) for name in "qkv")
    heed = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS) + hidden, -1)
    gathered = (heed @ v).transpose(0, 2, 1, 3).reshape(x.shape)
    x = evened(x + gathered @ layer["o"][0] + layer["o"][1], layer["l1"])
    inner = jax.nn.gelu(x @ layer["i"][0] + layer["i"][1], approximate=False)
    return evened(x + inner @ layer["f"][0] + layer["f"][1], layer["l2"])


def odds(net, pieces, there, key=None):
    """The logarithm of the odds that each text leans against a product."""
    x = evened(net["words"][pieces] + net["places"][: pieces.shape[1]], net["even"])
    hidden = jnp.where(there[:, None, None, :], 0.0, -1e9)
    for number, layer in enumerate(net["layers"]):
        if number == KEPT:
            x = jax.lax.stop_gradient(x)
        x = attended(x, layer, hidden)
    mean = (x * there[:, :, None]).sum(1) / there.sum(1)[:, None]
    seen = jnp.concatenate([mean, jnp.where(there[:, :, None], x, -9.0).max(1)], -1)
    if key is not None:
        seen = seen * jax.random.bernoulli(key, 1 - DROPPED, seen.shape) / (1 - DROPPED)
    return seen @ net["head"][0] * HEAD_SCALE + net["head"][1]


def batches(texts, pieces_each, shuffle=None):
    """Texts of nearly one length together: the length, and their numbers."""
    lengths = np.array([max(16, -(-len(t) // 16) * 16) for t in texts])
    found = []
    for length in np.unique(lengths):
        of_length = np.where(lengths == length)[0]
        if shuffle is not None:
            shuffle.shuffle(of_length)
        size = max(1, pieces_each // length)
        found += [(length, size, of_length[n : n + size]) for n in range(0, len(of_length), size)]
    if shuffle is not None:
        shuffle.shuffle(found)
    return found


def filled(texts, length, size, numbers):
    pieces, there = np.zeros((size, length), np.int32), np.zeros((size, length), bool)
    for row, number in enumerate(numbers):
        pieces[row, : len(texts[number])] = texts[number]
        there[row, : len(texts[number])] = True
    there[len(numbers) :, 0] = True
    return pieces, there


def learn(net, texts, wrong):
    """Adam, with a rate that rises and falls; what is kept is no part of it."""
    fixed = {k: net[k] for k in ("words", "places", "even")} | {"low": net["layers"][:KEPT]}
    whole = lambda taught: fixed | {"layers": fixed["low"] + taught["high"], "head": taught["head"]}
    taught = {"high": net["layers"][KEPT:], "head": net["head"]}

    def loss(taught, pieces, there, answer, counts, key):
        z = odds(whole(taught), pieces, there, key)
        return (counts * (jnp.logaddexp(0, z) - answer * z)).sum() / 32

    @jax.jit
    def step(taught, mean, spread, n, rate, *batch):
        value, slope = jax.value_and_grad(loss)(taught, *batch)
        mean = jax.tree.map(lambda m, s: 0.9 * m + 0.1 * s, mean, slope)
        spread = jax.tree.map(lambda v, s: 0.999 * v + 0.001 * s * s, spread, slope)
        move = lambda p, m, v: p * (1 - rate * DECAY) - rate * (m / (1 - 0.9**n)) / (jnp.sqrt(v / (1 - 0.999**n)) + 1e-8)
        return jax.tree.map(move, taught, mean, spread), mean, spread, value

    mean = spread = jax.tree.map(jnp.zeros_like, taught)
    shuffle, key = np.random.RandomState(0), jax.random.PRNGKey(0)
    steps, n, start = ROUNDS * len(batches(texts, PIECES_A_STEP)), 0, time.time()
    for _ in range(ROUNDS):
        for length, size, numbers in batches(texts, PIECES_A_STEP, shuffle):
            n += 1
            answer, counts = np.zeros(size, np.float32), np.zeros(size, np.float32)
            answer[: len(numbers)], counts[: len(numbers)] = wrong[numbers], 1
            rate = RATE * min(1, n / (steps * WARM)) * max(0.02, 1 - n / steps)
            key, own = jax.random.split(key)
            batch = (*filled(texts, length, size, numbers), answer, counts, own)
            taught, mean, spread, value = step(taught, mean, spread, float(n), rate, *batch)
            if n % 50 == 0:
                print(f"step {n} of {steps}, {time.time() - start:.0f} s, {float(value) * 32 / len(numbers):.3f}", flush=True)
    return whole(taught)


def judged(net, texts):
    read, found = jax.jit(odds), np.zeros(len(texts))
    for length, size, numbers in batches(texts, 4096):
        found[numbers] = np.asarray(read(net, *filled(texts, length, size, numbers)))[: len(numbers)]
    return found


def is_stranger(author):
    return len(author) == 2 or len(author) == 1 and author >= "k"


def coarse(table):
    """A row for each output, as numbers between -127 and 127 and a factor a row."""
    table = np.asarray(table, np.float32)
    factors = np.maximum(np.abs(table).max(1), 1e-9) / 127
    return factors, np.rint(table / factors[:, None]).astype(np.int8)


def rounded(net):
    """The network as it will be read."""
    again = lambda table: (lambda f, n: jnp.asarray(n.astype(np.float32) * f[:, None]))(*coarse(table))
    linear = lambda part: (again(part[0].T).T, part[1])
    layers = [{k: linear(v) if k in "qkvoif" else v for k, v in layer.items()} for layer in net["layers"]]
    return net | {"words": again(net["words"]), "places": again(net["places"]), "layers": layers}


def write(net, kept):
    fine = lambda numbers: np.asarray(numbers, "<f4").tobytes()

    def table(rows):
        factors, numbers = coarse(rows)
        return fine(factors) + numbers.tobytes()

    linear = lambda *parts: table(np.concatenate([p[0].T for p in parts])) + b"".join(fine(p[1]) for p in parts)
    even = lambda part: fine(part[0]) + fine(part[1])
    out = [table(net["words"][np.array(kept)]), table(net["places"][:MOST]), even(net["even"])]
    for layer in net["layers"]:
        out += [linear(layer["q"], layer["k"], layer["v"]), linear(layer["o"]), even(layer["l1"])]
        out += [linear(layer["i"]), linear(layer["f"]), even(layer["l2"])]
    head, bias = net["head"]
    out += [fine(head[:WIDTH] * HEAD_SCALE), fine(head[WIDTH:] * HEAD_SCALE), fine([float(bias)])]
    (HERE / "weights.bin").write_bytes(b"".join(out))


def vocabulary(tokenizer, texts):
    """The numbers of the pieces that are kept."""
    spelled = {number: piece for piece, number in tokenizer.get_vocab().items()}
    seen = {piece for text in texts for piece in text}
    is_letter = lambda piece: len(piece.removeprefix("##")) == 1 and piece.isascii()
    kept = (n for n, p in spelled.items() if n < COMMON or n in seen or is_letter(p))
    return sorted(n for n in kept if not spelled[n].startswith("[unused")), spelled


def main(lessons, folder):
    rows = [json.loads(line) for line in lessons.read_text().splitlines()]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST)
    texts = [found.ids for found in tokenizer.encode_batch([row["text"] for row in rows])]
    wrong = np.array([row["wrong"] for row in rows], np.float32)
    strangers = sorted({row["author"] for row in rows if is_stranger(row["author"])})
    left_out = set(strangers[LEFT_OUT_FROM::LEFT_OUT_EVERY])
    is_left_out = np.array([row["author"] in left_out for row in rows])
    own = np.where(~is_left_out)[0]
    net = learn(base(folder), [texts[n] for n in own], wrong[own])
    finish(net, rows, texts, tokenizer, np.where(is_left_out)[0], wrong)


def finish(net, rows, texts, tokenizer, unseen, wrong):
    net = rounded(net)
    z = judged(net, [texts[n] for n in unseen])
    order, answer = np.argsort(-z), wrong[unseen]
    found = np.cumsum(answer[order])
    precision, recall = found / np.arange(1, len(z) + 1), found / answer.sum()
    print(f"authors left out: {int(answer.sum())} of {len(z)}, average precision {(precision * answer[order]).sum() / answer.sum():.4f}, "
          f"where recall and precision meet {np.minimum(precision, recall).max():.4f}")
    kept, spelled = vocabulary(tokenizer, texts)
    write(net, kept)
    (HERE / "vocabulary.txt").write_text("".join(spelled[n] + "\n" for n in kept))
    lines = (f"{z[n]:.3f}\t{rows[unseen[n]]['text']}" for n in range(0, len(unseen), len(unseen) // CASES))
    (HERE / "cases.tsv").write_text("".join(line + "\n" for line in lines if "\n" not in line))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
