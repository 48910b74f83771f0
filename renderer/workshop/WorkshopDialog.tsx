// The training room as a dialog. Opened and closed through workshop-store.ts.
export const WorkshopDialog = () => null
