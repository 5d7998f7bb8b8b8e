"""How the window looks: roles of colour, type, measures, icons, and the style that paints the controls."""
