/** Sizes, times and names as people read them. */

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(bytes < 1e4 ? 1 : 0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {number} milliseconds */
export function time(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** @param {{width: number, height: number}} dimensions */
export function pixels({ width, height }) {
  return `${width} × ${height}`;
}

/** @param {import('./api.js').Model} model */
export function modelName(model) {
  return [model.id, `×${model.scale}`, psnr(model.validationPsnr)].filter(Boolean).join(' · ');
}

/** @param {import('./api.js').Model} model */
export function modelFacts(model) {
  return [
    model.default ? 'The newest' : '',
    model.imported ? `Imported from ${model.imported.file}` : '',
    known(model.validationPsnr) ? `PSNR ${psnr(model.validationPsnr)} on its validation patches` : '',
    known(model.bicubicPsnr) ? `bicubic ${psnr(model.bicubicPsnr)}` : '',
    known(model.parameters) ? `${model.parameters.toLocaleString('en')} weights` : '',
  ].filter(Boolean).join(', ');
}

/** photo.jpeg enlarged twice is photo-x2.png. */
export function resultName(fileName, scale, mediaType) {
  const extension = { 'image/jpeg': 'jpg' }[mediaType] ?? mediaType.split('/')[1] ?? 'png';
  const stem = fileName.replace(/\.[^.]*$/, '') || 'image';
  return `${stem}-x${scale}.${extension}`;
}

const known = (value) => Number.isFinite(value);
const psnr = (value) => (known(value) ? `${value.toFixed(2)} dB` : '');
