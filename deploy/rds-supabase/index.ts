// Edge Runtime looks for index.ts before all else, and a platform may look for nothing else.
import "./index.js";
