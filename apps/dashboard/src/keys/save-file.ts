/** Hand a text to the person as a file. */
export const saveFile = (name: string, text: string, type = 'application/json'): void => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the file once it was asked to save it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
