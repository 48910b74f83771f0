// Asks the writer for files through the browser's own picker, for commands that have no button to press.

/** Resolves to the chosen files; to none when the picker was closed. */
export const pickFiles = (
  options: { readonly accept?: string; readonly multiple?: boolean } = {},
): Promise<readonly File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = options.accept ?? ''
    input.multiple = options.multiple ?? false
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
