/**
 * Ways to hand over a file: the file input, a drop anywhere on the page, and the clipboard.
 *
 * @param {HTMLInputElement} input
 * @param {HTMLElement} curtain shown over the page while a file hovers over it
 * @param {(file: File, others: number) => void} picked told of the first file, and how many came with it
 */
export function picker(input, curtain, picked) {
  const pick = (files) => {
    if (files.length > 0) {
      picked(files[0], files.length - 1);
    }
  };

  input.addEventListener('change', () => {
    pick(input.files);
    input.value = ''; // so that the same file can be chosen again
  });

  document.addEventListener('paste', (event) => pick(event.clipboardData?.files ?? []));

  let depth = 0; // of elements that the file has entered and not left
  const hover = (change) => {
    depth = change;
    curtain.hidden = depth <= 0;
  };
  const ofFiles = (handle) => (event) => {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
      handle(event);
    }
  };
  window.addEventListener('dragenter', ofFiles(() => hover(depth + 1)));
  window.addEventListener('dragover', ofFiles((event) => { event.dataTransfer.dropEffect = 'copy'; }));
  window.addEventListener('dragleave', ofFiles(() => hover(depth - 1)));
  window.addEventListener('drop', ofFiles((event) => {
    hover(0);
    pick(event.dataTransfer.files);
  }));
}
