// Everything works without these files; they make things quicker. No dependency, no inline code.
import "./theme.js";
import "./keys.js";
import "./tag-field.js";
import "./find-box.js";
import "./row-editor.js";
import "./file-drop.js";
import "./forms.js";
import "./draft.js";
import "./log-form.js";
import "./menus.js";
import "./progress-of.js";
import "./line.js";
