"""How each kind of element is painted: buttons, fields, bars; all of them from boxes."""
