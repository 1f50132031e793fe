"""Merkle trees and their proofs (log.md §2)."""

import hashlib


def leaf_hash(data):
    return hashlib.sha256(b"\0" + data).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


EMPTY_ROOT = hashlib.sha256(b"").digest()


def split(size):
    """The largest power of two below a size of at least 2."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves):
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    middle = split(len(leaves))
    return node(root(leaves[:middle]), root(leaves[middle:]))


def verify_inclusion(leaf, index, size, proof, expected):
    if index >= size:
        return False
    position, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position % 2 == 1 or position == last:
            computed = node(sibling, computed)
            while position % 2 == 0 and position != 0:
                position, last = position // 2, last // 2
        else:
            computed = node(computed, sibling)
        position, last = position // 2, last // 2
    return last == 0 and computed == expected


def verify_consistency(size1, size2, root1, root2, proof):
    if size1 > size2:
        return False
    if size1 == 0 and (root1 != EMPTY_ROOT or proof):
        return False
    if size1 == size2:
        return root1 == root2 and not proof
    if size1 == 0:
        return True
    position, last = size1 - 1, size2 - 1
    while position % 2 == 1:
        position, last = position // 2, last // 2
    rest = list(proof)
    if position == 0:
        old = root1
    elif rest:
        old = rest.pop(0)
    else:
        return False
    new = old
    for sibling in rest:
        if last == 0:
            return False
        if position % 2 == 1 or position == last:
            old, new = node(sibling, old), node(sibling, new)
            while position % 2 == 0 and position != 0:
                position, last = position // 2, last // 2
        else:
            new = node(new, sibling)
        position, last = position // 2, last // 2
    return last == 0 and old == root1 and new == root2


def multiproof_root(leaves, size, proof):
    """The root that leaves, as (index, hash) in the order given, and a proof lead to; None if nowhere."""
    indices = [index for index, _ in leaves]
    ascend = all(before < after for before, after in zip(indices, indices[1:]))
    if not leaves or not ascend or indices[-1] >= size:
        return None
    left = list(reversed(leaves))
    hashes = list(reversed(proof))

    def walk(begin, end):
        if not left or left[-1][0] >= end:
            if not hashes:
                raise IndexError
            return hashes.pop()
        if end - begin == 1:
            return left.pop()[1]
        middle = begin + split(end - begin)
        first = walk(begin, middle)
        return node(first, walk(middle, end))

    try:
        computed = walk(0, size)
    except IndexError:
        return None
    return None if hashes or left else computed
