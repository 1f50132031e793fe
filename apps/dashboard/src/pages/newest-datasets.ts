/** The one question about datasets that all pages share, so that its answer is fetched once. */
export const newestDatasets = { limit: 100 } as const;
