// Sends the book out in a chosen format. Opened through export-store.ts.
export const ExportDialog = () => null
