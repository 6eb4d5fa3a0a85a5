// Light or dark as chosen before; without a choice, as the system has it.
"use strict";
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage may be off */ }
