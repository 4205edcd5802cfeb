/** The tasks that the screenshot agent is developed on. All others of the collection are kept for judging it. */
export const DEVELOPMENT_TASKS = [
  'click-button', 'click-checkboxes', 'click-collapsible', 'click-color', 'click-dialog-2', 'click-link', 'click-option', 'click-tab', 'click-widget', 'choose-list', 'enter-text',
  'enter-date', 'enter-password', 'login-user', 'copy-paste', 'find-word', 'focus-text-2', 'read-table', 'simple-arithmetic', 'use-spinner', 'click-shape', 'count-shape',
  'email-inbox-delete', 'social-media',
] as const;
