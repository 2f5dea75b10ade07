// Hands a file of the server's to whoever asked for it.

export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has it by the next turn; the memory is not kept for longer.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  });
}
