// What no format can carry: control characters, lone surrogates, non-characters.

// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Cs}/gu

/** Text that XML 1.0 and Markdown can hold; line ends become `\n`. */
export const printable = (text: string): string => text.replace(/\r\n?/gu, '\n').replace(UNPRINTABLE, '')

/** The same for titles and attributes: one line. Wide and unbreakable spaces are the writer's choice and stay. */
export const printableLine = (text: string): string =>
  printable(text)
    .replace(/[\t\n\u2028\u2029 ]+/gu, ' ')
    .replace(/^ | $/gu, '')
