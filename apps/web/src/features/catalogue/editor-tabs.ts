/** The tabs of the instrument editor. */
export const editorTabs = ['facts', 'offerings', 'rules', 'prices', 'retire'] as const;
export type EditorTab = (typeof editorTabs)[number];
