// Everything the co-writer has written in this project, with its provenance.
export const HistoryPanel = () => <section data-testid="history" />
