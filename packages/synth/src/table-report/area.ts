/**
 * The area under the ROC curve: how likely a row of class 1 scores above one of class 0, ties counting half
 * (Mann and Whitney). Half where a class is empty.
 */
export const areaUnderCurve = (scores: Float64Array, labels: Uint8Array): number => {
  const order = Uint32Array.from(scores, (_, i) => i).toSorted((a, b) => scores[a]! - scores[b]!);
  let [ranks, ones] = [0, 0];
  for (let from = 0; from < order.length;) {
    let to = from;
    let tied = 0;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) tied += labels[order[to++]!]!;
    // Ranks from 1; tied rows share their mean, which is a multiple of one half: exact.
    ranks += tied * ((from + 1 + to) / 2);
    ones += tied;
    from = to;
  }
  const zeros = order.length - ones;
  return ones === 0 || zeros === 0 ? 0.5 : (ranks - (ones * (ones + 1)) / 2) / (ones * zeros);
};
