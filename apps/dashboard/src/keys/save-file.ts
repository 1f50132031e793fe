/** Hand a text to the person as a file. */
export const saveFile = (name: string, text: string, type = 'application/json'): void =>
  saveBlob(new File([text], name, { type }));

/** Hand a file to the person. */
export const saveBlob = (file: File): void => {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // The browser has taken hold of the file once it was asked to save it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
