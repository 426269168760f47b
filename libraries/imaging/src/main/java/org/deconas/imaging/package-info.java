/**
 * Images and what is measured on them: 8-bit RGB pixels, image files, MATLAB-style bicubic resampling, PSNR and SSIM on
 * luma, training and validation patches, the split of an image set, and synthetic training images. Plain Java; nothing
 * here knows a service, a message or a network.
 */
package org.deconas.imaging;
