/** `Marta Lind` of `Marta Lind <marta@shop.example>`. */
export const authorName = (author: string): string => author.replace(/\s*<[^>]*>\s*$/, '');
