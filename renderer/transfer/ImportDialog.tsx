// Brings a book in: pick, preview, correct the split, commit. Opened through import-store.ts.
export const ImportDialog = () => null
