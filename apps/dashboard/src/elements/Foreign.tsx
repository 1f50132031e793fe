/** Text that others wrote: its direction is its own and does not turn what stands around it. */
export const Foreign = ({ children }: { readonly children: string }) => <bdi dir="auto">{children}</bdi>;
