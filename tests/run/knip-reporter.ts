/** Says how many files knip read, which none of its own reporters does: no issues in no files is no pass. */
export default function countFiles({ counters }: { counters: { processed: number } }): void {
  process.stdout.write(`knip read ${counters.processed} files\n`);
}
