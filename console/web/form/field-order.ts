/** The hint stands below the box, so that the boxes of a line stand in one line. */
export const FIELD_ORDER = ['label', 'input', 'error', 'description'] as const;
