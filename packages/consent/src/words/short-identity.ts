/** An identity as people can compare it: the ends of its key or hash. */
export const shortIdentity = (identity: string): string => {
  const key = identity.slice(identity.lastIndexOf(':') + 1);
  return key.length <= 12 ? key : `${key.slice(0, 6)}…${key.slice(-6)}`;
};
