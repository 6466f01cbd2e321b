/** The words of the images. */
export const imagesWords = {
  fr: { nothing: 'Pas encore d’image' },
  en: { nothing: 'No image yet' },
};
