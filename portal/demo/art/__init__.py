"""How the demonstration pictures are drawn: a canvas, palettes, recurring motifs and the scenes made of them."""
